using System.Numerics.Tensors;
using Counterpoise.Torch;

namespace Counterpoise.Graph.TimeAware;

/// <summary>One layer of the network for one event.</summary>
internal sealed class ScorerLayer
{
    private const float Slope = 0.2f;
    private readonly RelationWeights[] _relations;
    private readonly WeightRows _fusion, _wz, _uz, _wr, _ur, _wh, _uh;
    private readonly float[] _query;
    private readonly bool _attention;
    private readonly int _width;

    internal ScorerLayer(TimeAwareNetwork network, int layer)
    {
        _relations = [.. network.Attentions[layer].Select(a => new RelationWeights(a))];
        _fusion = new WeightRows(network.Fusions[layer].Linear);
        _query = network.Fusions[layer].get_parameter("query")!.ToArray<float>();
        var gru = network.Updates[layer];
        (_wz, _uz, _wr, _ur) = (new(gru.MessageUpdate), new(gru.StateUpdate), new(gru.MessageReset), new(gru.StateReset));
        (_wh, _uh) = (new(gru.MessageCandidate), new(gru.StateCandidate));
        (_attention, _width) = (network.Options.Attention, network.Options.Width);
    }

    /// <summary>The event's next value.</summary>
    /// <param name="own">Its value, [d].</param>
    /// <param name="sources">For each relation where the values of earlier events begin.</param>
    /// <param name="values">Values of earlier events, by place.</param>
    /// <param name="hours">For each relation how long ago they were.</param>
    /// <param name="states">For each relation what is known of their labels.</param>
    /// <param name="next">Receives the value, [d].</param>
    /// <returns>Attention of each earlier event, and the weight of each relation.</returns>
    internal (float[][] Attention, float[] Weights) Run(ReadOnlySpan<float> own, int[][] sources, float[] values, float[][] hours,
        int[][] states, Span<float> next)
    {
        var (r, d) = (_relations.Length, _width);
        var messages = new float[r * d];
        var attention = new float[r][];
        var scores = new float[r];
        Span<float> scratch = stackalloc float[d];
        for (var i = 0; i < r; i++)
        {
            attention[i] = _relations[i].Message(own, sources[i], values, hours[i], states[i], _attention, Slope,
                messages.AsSpan(i * d, d));
            scores[i] = float.NegativeInfinity;
            if (sources[i].Length > 0)
            {
                _fusion.Apply(messages.AsSpan(i * d, d), scratch);
                TensorPrimitives.Tanh(scratch, scratch);
                scores[i] = TensorPrimitives.Dot<float>(scratch, _query);
            }
        }

        Span<float> message = stackalloc float[d];
        message.Clear();
        var weights = new float[r];
        if (sources.Any(s => s.Length > 0))
        {
            TensorPrimitives.Subtract<float>(scores, TensorPrimitives.Max<float>(scores), scores);
            TensorPrimitives.SoftMax<float>(scores, weights);
            for (var i = 0; i < r; i++)
            {
                TensorPrimitives.MultiplyAdd(messages.AsSpan(i * d, d), weights[i], message, message);
            }
        }

        Update(message, own, next);
        return (attention, weights);
    }

    private void Update(ReadOnlySpan<float> message, ReadOnlySpan<float> own, Span<float> next)
    {
        var d = own.Length;
        Span<float> a = stackalloc float[d], z = stackalloc float[d], r = stackalloc float[d];
        Gate(_wz, _uz, message, own, a, z);
        Gate(_wr, _ur, message, own, a, r);
        TensorPrimitives.Multiply(r, own, r);
        _wh.Apply(message, a);
        _uh.Apply(r, next);
        for (var k = 0; k < d; k++)
        {
            next[k] = ((1 - z[k]) * own[k]) + (z[k] * MathF.Tanh(a[k] + next[k]));
        }
    }

    private static void Gate(WeightRows w, WeightRows u, ReadOnlySpan<float> message, ReadOnlySpan<float> own, Span<float> scratch,
        Span<float> gate)
    {
        w.Apply(message, scratch);
        u.Apply(own, gate);
        TensorPrimitives.Add(scratch, gate, gate);
        TensorPrimitives.Sigmoid(gate, gate);
    }
}
