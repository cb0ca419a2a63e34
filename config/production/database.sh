# For the scripts beside it: sets `database` to the address of the database, without its password, which goes in the
# environment: anyone on a host may read the words of a command.
: "${DATABASE_URL:?DATABASE_URL must name the database}"
database=$DATABASE_URL
if [[ $database =~ ^([a-z]+://[^:/@]*):([^@]*)@(.*)$ ]]; then
  database="${BASH_REMATCH[1]}@${BASH_REMATCH[3]}"
  PGPASSWORD=$(printf '%b' "${BASH_REMATCH[2]//%/\\x}")
  export PGPASSWORD
fi
