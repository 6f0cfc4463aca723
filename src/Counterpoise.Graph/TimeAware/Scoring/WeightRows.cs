using System.Numerics.Tensors;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Graph.TimeAware;

/// <summary>A linear map in managed memory: one product costs less than a call into libtorch.</summary>
internal sealed class WeightRows
{
    private readonly float[] _weights;
    private readonly float[]? _bias;
    private readonly int _inputs, _outputs;

    internal WeightRows(Linear linear)
    {
        (_inputs, _outputs) = (linear.Inputs, linear.Outputs);
        _weights = linear.Weight.ToArray<float>();
        _bias = linear.Bias?.ToArray<float>();
    }

    internal void Apply(ReadOnlySpan<float> x, Span<float> y)
    {
        for (var o = 0; o < _outputs; o++)
        {
            y[o] = TensorPrimitives.Dot(x, _weights.AsSpan(o * _inputs, _inputs)) + (_bias is null ? 0 : _bias[o]);
        }
    }
}
