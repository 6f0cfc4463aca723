namespace Counterpoise.Vision.Backbones;

/// <summary>One operator of an ONNX graph.</summary>
/// <param name="Operation">Such as <c>Conv</c>.</param>
/// <param name="Inputs">Names of its inputs, constants among them.</param>
/// <param name="Outputs">Names of its outputs.</param>
internal sealed record OnnxNode(string Operation, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs);
