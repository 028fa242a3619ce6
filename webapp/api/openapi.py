"""The OpenAPI 3.1 document, made of the very models that requests are checked with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from locales import Language
from webapp.api.api_call import BASE, ApiCall, Parameter
from webapp.api.calls import CALLS
from webapp.api.problem_schema import Problem
from webapp.edge import http_io, http_problem, problems

VERSION: Final = "1.0.0"
REFERENCE: Final = "#/components/schemas/{model}"


def document(t: Language, *, public_url: str) -> dict[str, Any]:
    """The whole document in one language."""
    paths: dict[str, dict[str, Any]] = {}
    for call in CALLS:
        paths.setdefault(BASE + call.path, {})[call.method] = _operation(t, call)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": t.plain("api-docs-title"),
            "version": VERSION,
            "description": t.plain("api-docs-lead"),
        },
        "servers": [{"url": public_url}],
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": dict(_schemas(t)),
        },
    }


def all_codes() -> list[tuple[str, int]]:
    """Every code that a caller may read, with its status, by status and name."""
    codes = {code: status for call in CALLS for status, code in call.codes()}
    codes |= {code: status for status, code in http_problem.CODE_OF_STATUS.items()}
    return sorted(codes.items(), key=lambda pair: (pair[1], pair[0]))


def _operation(t: Language, call: ApiCall) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": call.name,
        "summary": t.plain(f"api-call-{call.name}"),
        "description": t.plain(f"api-call-{call.name}-about"),
        "responses": {
            **{
                str(status): _response(t.plain(f"api-answer-{call.name}-{status}"), model)
                | (
                    {"headers": _replayed(t)}
                    if (call.repeatable or call.key_header) and status == http_io.REPLAYED
                    else {}
                )
                for status, model in call.answers.items()
            },
            **dict(_refusals(t, call)),
        },
    }
    if parameters := call.all_parameters():
        operation["parameters"] = [_parameter(t, parameter) for parameter in parameters]
    if call.body:
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": _reference(call.body)}},
        }
    return operation


def _refusals(t: Language, call: ApiCall) -> Iterator[tuple[str, dict[str, Any]]]:
    codes = sorted(call.codes())
    for status in sorted({status for status, _ in codes}):
        lines = (
            f"`{code}`: {t.plain(f'api-code-{code}')}"
            for code_status, code in codes
            if code_status == status
        )
        yield (
            str(status),
            _response("\n\n".join(lines), Problem, media=problems.MEDIA_TYPE),
        )


def _response(
    description: str, model: type[BaseModel], *, media: str = "application/json"
) -> dict[str, Any]:
    return {"description": description, "content": {media: {"schema": _reference(model)}}}


def _replayed(t: Language) -> dict[str, Any]:
    """The header by which an answer says that an equal call got it before."""
    return {
        http_io.REPLAYED_HEADER: {
            "description": t.plain("api-field-idempotent-replayed"),
            "schema": {"type": "string", "enum": ["true"]},
        }
    }


def _parameter(t: Language, parameter: Parameter) -> dict[str, Any]:
    return {
        "in": parameter.place,
        "name": parameter.name,
        "required": parameter.place == "path",
        "schema": dict(parameter.schema),
        "description": t.plain(f"api-field-{_text_name(parameter.name)}"),
    }


def _schemas(t: Language) -> Iterator[tuple[str, dict[str, Any]]]:
    bodies = {call.body for call in CALLS if call.body}
    answers = {model for call in CALLS for model in call.answers.values()} | {Problem}
    for models, mode in ((bodies, "validation"), (answers, "serialization")):
        _, schemas = models_json_schema(
            [(model, mode) for model in _by_name(models)],  # type: ignore[misc]  # the two modes
            ref_template=REFERENCE,
        )
        for name, schema in schemas["$defs"].items():
            yield name, _described(t, name, schema)


def _by_name(models: Iterable[type[BaseModel]]) -> list[type[BaseModel]]:
    return sorted(models, key=lambda model: model.__name__)


def _described(t: Language, name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """The schema with every field's meaning; the class's own docstring is for programmers."""
    fields = {
        field: {
            **{key: value for key, value in about.items() if key != "title"},
            "description": t.plain(f"api-field-{_meaning(name, field)}"),
        }
        for field, about in schema.get("properties", {}).items()
    }
    return {
        **{key: value for key, value in schema.items() if key not in {"title", "description"}},
        "properties": fields,
    }


def _meaning(schema: str, name: str) -> str:
    """The name of the text about a field; two names mean another thing in another schema."""
    special = {("NewRefund", "items"): "items-refund", ("Problem", "title"): "title-problem"}
    return special.get((schema, name), _text_name(name))


def _text_name(name: str) -> str:
    """As messages are named: lower case, with hyphens."""
    return name.lower().replace("_", "-")


def _reference(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": REFERENCE.format(model=model.__name__)}
