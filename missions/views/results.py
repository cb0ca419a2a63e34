"""The page of results."""

from django.shortcuts import render

from missions.lists import OUTCOME_LIST
from missions.without_result import count_without_result


def outcome_list(request):
    """Show what came of actions and missions, and of how many nothing is known."""
    context = OUTCOME_LIST.page(request)
    without = count_without_result(context["filter"].user, context["filter"].today)
    return render(request, "missions/results.html", {**context, "without": without})
