"""An experiment's saved queries in the console: ``queries/*.cwli`` -> one folder of query definitions."""

from aws_cdk.aws_logs import CfnQueryDefinition
from compiler.alarms.metric_alarm import saved_query
from compiler.compiled import CompiledExperiment
from compiler.telemetry.saved_queries import SavedQuery, saved_queries
from constructs import Construct

__all__ = ["LogQueries"]


class LogQueries(Construct):
    """Every saved query of the kit, asked of this experiment's log group.

    CloudFormation's own resource: CDK's query strings have neither parameters nor comments.
    """

    def __init__(self, scope: Construct, construct_id: str, *, compiled: CompiledExperiment) -> None:
        """Declare the queries of ``compiled``. The slashes in their names make one folder for each experiment."""
        super().__init__(scope, construct_id)
        for query in saved_queries().values():
            CfnQueryDefinition(
                self,
                query.name,
                name=saved_query(compiled.label, query.name),
                # The console shows only the text, so the question goes with it as a comment.
                query_string=f"# {query.question}\n{query.text}",
                log_group_names=[compiled.log_group_name],
                parameters=parameters(query),
            )


def parameters(query: SavedQuery) -> list[CfnQueryDefinition.QueryParameterProperty] | None:
    """Return the query's parameters, with their defaults."""
    taken = [
        CfnQueryDefinition.QueryParameterProperty(name=each.name, default_value=each.default, description=each.meaning)
        for each in query.parameters
    ]
    return taken or None
