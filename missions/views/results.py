"""The page of results."""

from django.shortcuts import render

from missions.lists import OUTCOME_LIST
from missions.results_by_year import results_of
from missions.without_result import count_without_result


def outcome_list(request):
    """Show what came of actions and missions, and of how many nothing is known."""
    context = OUTCOME_LIST.page(request)
    narrowed, rows = context["filter"], context["page"].object_list

    def told():
        """Give the rows of the page, and how many records have none, read if they are not kept."""
        without = count_without_result(narrowed.user, narrowed.today)
        return {"outcomes": rows, "without": without, "results": results_of(narrowed)}

    return render(request, "missions/results.html", {**context, "told": told})
