"""The pages of projects: the list, and one project with all that its sources tell."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask_babel import gettext

from webapp.projects import project_data, projects_data
from webapp.serving import searcher_of_request

blueprint = Blueprint("projects", __name__)


@blueprint.get("/projects")
def listing() -> str:
    """Show the projects of the collection."""
    return render_template("projects.html", projects=projects_data(searcher_of_request())["projects"])


@blueprint.get("/projects/<project_id>")
def project(project_id: str) -> str:
    """Show a project: what its sources tell, where, and what does not agree."""
    return render_template("project.html", project=project_data(searcher_of_request(), project_id, gettext))
