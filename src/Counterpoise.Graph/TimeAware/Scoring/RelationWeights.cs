using System.Numerics.Tensors;
using Counterpoise.Graph.Layers;
using Counterpoise.Torch;

namespace Counterpoise.Graph.TimeAware;

/// <summary>The attention of one relation in managed memory.</summary>
internal sealed class RelationWeights
{
    private readonly WeightRows _linear;
    private readonly float[] _target, _source;
    private readonly float[]? _time, _rate, _phase, _state;
    private readonly float _decay;

    internal RelationWeights(RelationalAttention attention)
    {
        _linear = new WeightRows(attention.Linear);
        _target = attention.get_parameter("target")!.ToArray<float>();
        _source = attention.get_parameter("source")!.ToArray<float>();
        _state = attention.get_parameter("state")?.ToArray<float>();
        if (attention.Code is { } code)
        {
            _time = attention.get_parameter("time")!.ToArray<float>();
            _rate = code.get_parameter("rate")!.ToArray<float>();
            _phase = code.get_parameter("phase")!.ToArray<float>();
            _decay = (float)attention.Decay;
        }
    }

    /// <summary>The message of a relation and the attention of each earlier event.</summary>
    internal float[] Message(ReadOnlySpan<float> own, int[] sources, float[] values, float[] hours, int[] states, bool attend, float slope,
        Span<float> message)
    {
        message.Clear();
        if (sources.Length == 0)
        {
            return [];
        }

        var d = own.Length;
        var rows = new float[sources.Length * d];
        var weights = new float[sources.Length];
        Span<float> mine = stackalloc float[d];
        _linear.Apply(own, mine);
        var base1 = TensorPrimitives.Dot<float>(mine, _target);
        for (var j = 0; j < sources.Length; j++)
        {
            var row = rows.AsSpan(j * d, d);
            _linear.Apply(values.AsSpan(sources[j], d), row);
            if (_state is not null)
            {
                TensorPrimitives.Add(row, _state.AsSpan(states[j] * d, d), row);
            }

            var score = base1 + TensorPrimitives.Dot<float>(row, _source) + TimeScore(hours[j]);
            weights[j] = (score > 0 ? score : slope * score) - (_decay * hours[j]);
        }

        if (attend)
        {
            // Shifted by the largest: after a year the decay alone takes every score below what a float can be raised to.
            TensorPrimitives.Subtract<float>(weights, TensorPrimitives.Max<float>(weights), weights);
            TensorPrimitives.SoftMax<float>(weights, weights);
        }
        else
        {
            weights.AsSpan().Fill(1f / sources.Length);
        }

        for (var j = 0; j < sources.Length; j++)
        {
            TensorPrimitives.MultiplyAdd(rows.AsSpan(j * d, d), weights[j], message, message);
        }

        return weights;
    }

    private float TimeScore(float hours)
    {
        var sum = 0f;
        for (var k = 0; k < (_time?.Length ?? 0); k++)
        {
            sum += _time![k] * MathF.Cos((hours * _rate![k]) + _phase![k]);
        }

        return sum;
    }
}
