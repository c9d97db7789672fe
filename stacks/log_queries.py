"""Saved queries in the console: ``queries/*.cwli`` -> a folder of definitions, of an experiment or of a region."""

from collections.abc import Iterable

from aws_cdk.aws_logs import CfnQueryDefinition
from compiler.naming import query_name
from compiler.telemetry.saved_queries import SavedQuery, saved_queries
from constructs import Construct

__all__ = ["LogQueries"]


class LogQueries(Construct):
    """Query definitions; the slashes in their names make a folder.

    CloudFormation's own resource: CDK's query strings have neither parameters nor comments.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        folder: str,
        names: Iterable[str] | None = None,
        log_group: str | None = None,
    ) -> None:
        """Declare the queries.

        Args:
            scope: the construct around them.
            construct_id: their id there.
            folder: the experiment, or another word that no experiment of the region has.
            names: the queries; ``None`` for all.
            log_group: the log group that they ask; ``None`` for the one that the reader chooses in the console.
        """
        super().__init__(scope, construct_id)
        saved = saved_queries()
        for name in saved if names is None else names:
            CfnQueryDefinition(
                self,
                name,
                name=query_name(folder, name),
                # The console shows only the text, so the question goes with it as a comment.
                query_string=f"# {saved[name].question}\n{saved[name].text}",
                log_group_names=None if log_group is None else [log_group],
                parameters=parameters(saved[name]),
            )


def parameters(query: SavedQuery) -> list[CfnQueryDefinition.QueryParameterProperty] | None:
    """Return the query's parameters, with their defaults."""
    taken = [
        CfnQueryDefinition.QueryParameterProperty(name=each.name, default_value=each.default, description=each.meaning)
        for each in query.parameters
    ]
    return taken or None
