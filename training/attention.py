"""Attention as one operator: `fused` rewrites an exported transformer so that onnxruntime attends without a mask.

A window is read alone and has no padding, so every piece sees every other. As exported, the scores of each layer are
built, masked with nothing, turned into chances and multiplied in operators of their own; `MultiHeadAttention` of
onnxruntime's own domain does so block by block and keeps nothing of it. On a window of 320 pieces that is an eighth to
a sixth of the transformer's time.
"""

from collections.abc import Iterator
from typing import Any

from onnx import ModelProto, NodeProto, helper

__all__ = ["fused"]

DOMAIN = "com.microsoft"
Producers = dict[str, NodeProto]


def fused(model: ModelProto, heads: int) -> ModelProto:
    """The model with one operator for each layer's attention, and without what nothing needs any more: the mask.

    Raises ValueError where an attention is not built as expected.
    """
    nodes = list(model.graph.node)
    producers = {name: node for node in nodes for name in node.output}
    consumers: dict[str, NodeProto] = {}
    for node in nodes:
        for name in node.input:
            consumers.setdefault(name, node)
    instead = {
        ends.output[0]: _attention(start, ends, producers, consumers, heads)
        for start, ends in _attentions(nodes, consumers)
    }
    _keep(model, [instead.get(node.output[0], node) for node in nodes])
    if all(one.domain != DOMAIN for one in model.opset_import):
        model.opset_import.append(helper.make_opsetid(DOMAIN, 1))
    return model


def _attentions(nodes: list[NodeProto], consumers: dict[str, NodeProto]) -> Iterator[tuple[NodeProto, NodeProto]]:
    """The softmax of each layer, and the node whose output is its attention's."""
    for node in nodes:
        if node.op_type == "Softmax":
            product = consumers[node.output[0]]
            turned = consumers[product.output[0]]
            ends = consumers[turned.output[0]]
            if (product.op_type, turned.op_type, ends.op_type) != ("MatMul", "Transpose", "Reshape"):
                raise ValueError(f"{node.name}: what follows is no attention")
            yield node, ends


def _attention(
    softmax: NodeProto, ends: NodeProto, producers: Producers, consumers: dict[str, NodeProto], heads: int
) -> NodeProto:
    masked = producers[softmax.input[0]]
    scaled = next(node for name in masked.input if (node := producers[name]).op_type == "Mul")
    scores = producers[scaled.input[0]]
    values = consumers[softmax.output[0]].input[1]
    inputs = [_flat(name, producers) for name in (*scores.input, values)]
    name = softmax.name.replace("Softmax", "MultiHeadAttention")
    return helper.make_node("MultiHeadAttention", inputs, [ends.output[0]], name=name, domain=DOMAIN, num_heads=heads)


def _flat(name: str, producers: Producers) -> str:
    """The [window, piece, width] that is cut into heads."""
    for kind in ("Transpose", "Reshape"):
        node = producers[name]
        if node.op_type != kind:
            raise ValueError(f"{node.name}: {node.op_type} where {kind} is expected")
        name = node.input[0]
    return name


def _keep(model: ModelProto, nodes: list[NodeProto]) -> None:
    """Put the nodes into the graph that its outputs need, with their constants and inputs."""
    needed, kept = {output.name for output in model.graph.output}, list[NodeProto]()
    for node in reversed(nodes):
        if needed.intersection(node.output):
            kept.append(node)
            needed.update(node.input)
    _put(model.graph.node, kept[::-1])
    _put(model.graph.initializer, [one for one in model.graph.initializer if one.name in needed])
    _put(model.graph.input, [one for one in model.graph.input if one.name in needed])


def _put(field: Any, values: list[Any]) -> None:  # noqa: ANN401 - protobuf's containers have no public type
    del field[:]
    field.extend(values)
