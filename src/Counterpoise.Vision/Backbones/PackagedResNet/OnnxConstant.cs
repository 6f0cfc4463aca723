namespace Counterpoise.Vision.Backbones;

/// <summary>A float32 constant of an ONNX graph.</summary>
/// <param name="Shape">Its sizes.</param>
/// <param name="Values">Its elements, row-major.</param>
internal sealed record OnnxConstant(long[] Shape, float[] Values);
