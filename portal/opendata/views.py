"""Pages of the open data, their files, their catalogue: what anyone may read, whoever asks."""

import functools

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from portal.licence import LICENCE_ADDRESS
from portal.opendata.archive import ARCHIVE, archive_name, write_archive
from portal.opendata.catalogue import catalogue, published_between
from portal.opendata.datasets import DATASETS
from portal.opendata.dictionary import columns_in_words
from portal.opendata.files import every_file, files_of, formats_of, key_of, write_file
from portal.opendata.snapshots import snapshots
from records.listing.downloads import busy, send_file
from records.page_cache.files import BusyError

JSON_LD = "application/ld+json"
ZIP = "application/zip"


def unless_busy(view):
    """Have a view that needs files made say, when too many are, that asking again in a moment will do."""

    @functools.wraps(view)
    def ask(*args, **kwargs):
        try:
            return view(*args, **kwargs)
        except BusyError:
            return busy()

    return ask


def index(request):
    """List the datasets, and all that goes with them."""
    context = {
        "datasets": [(each, formats_of(each)) for each in DATASETS.values()],
        "snapshots": snapshots(),
        "licence": LICENCE_ADDRESS,
        "contact": settings.CONTACT,
    }
    return _described(request, render(request, "opendata/index.html", context))


@unless_busy
def dataset_page(request, dataset):
    """Show a dataset: what it is, its files, what each of its columns means, how to cite it."""
    today, site = timezone.localdate(), _site(request)
    files = files_of(dataset, today=today, site=site)
    context = {
        "dataset": dataset,
        "files": files,
        "number": dataset.count_rows(today),
        "columns": columns_in_words(dataset),
        "changed_on": published_between(today)[1],
        "today": today,
        "licence": LICENCE_ADDRESS,
        "contact": settings.CONTACT,
    }
    response = _described(request, render(request, "opendata/dataset.html", context))
    for file in files:
        response["Link"] += f', <{file.address}>; rel="alternate"; type="{file.form.media_type.partition(";")[0]}"'
    return response


def dataset_file(request, dataset, kind):
    """Give a dataset as a file; `kind`: a key of its formats."""
    today, site, name = timezone.localdate(), _site(request), f"{dataset.slug}.{kind}"

    def write(out):
        write_file(dataset, kind, out, today=today, site=site)

    response = send_file(request, key_of(name), write, name, formats_of(dataset)[kind].media_type)
    response["Link"] = f'<{request.build_absolute_uri(reverse("opendata:dataset", args=[dataset]))}>; rel="describedby"'
    return _open_to_pages(response)


def archive_file(request):
    """Give everything in one ZIP."""
    today, site = timezone.localdate(), _site(request)

    def write(out):
        write_archive(out, today=today, site=site)

    return _described(request, send_file(request, key_of(ARCHIVE), write, archive_name(), ZIP))


@unless_busy
def catalogue_file(request):
    """Give the catalogue that others harvest, in DCAT-AP; its words are in every language."""
    told = catalogue(timezone.localdate(), _site(request))
    shown = {"ensure_ascii": False, "indent": 1}
    return _open_to_pages(JsonResponse(told, content_type=JSON_LD, json_dumps_params=shown))


@unless_busy
def checksums(request):
    """Give the checksum (SHA-256) of each file, as `sha256sum --check` reads them."""
    listed = [file for _dataset, files in every_file(timezone.localdate(), _site(request)) for file in files]
    lines = [f"{file.checksum}  {file.name}\n" for file in listed]
    return _open_to_pages(HttpResponse("".join(lines), content_type="text/plain; charset=utf-8"))


def snapshot_file(_request, quarter):
    """Give the copy of everything that was kept for a quarter; 404 where none was."""
    kept = next((each for each in snapshots() if each.quarter == quarter), None)
    if kept is None:
        raise Http404
    return FileResponse(kept.open(), as_attachment=True, filename=kept.file_name, content_type=ZIP)


def _site(request):
    return request.build_absolute_uri("/")


def _described(request, response):
    """Return `response`, which says where the catalogue that describes it is."""
    address = request.build_absolute_uri(reverse("opendata:catalogue"))
    response["Link"] = f'<{address}>; rel="describedby"; type="{JSON_LD}"'
    return _open_to_pages(response)


def _open_to_pages(response):
    """Return `response`, which scripts of the pages of any site may read: it knows no one."""
    response["Access-Control-Allow-Origin"] = "*"
    return response
