using Counterpoise.Deploy.Int8;
using Counterpoise.Deploy.Quantization;
using Counterpoise.LayerGraphs;
using Counterpoise.Learning.Models;
using Counterpoise.Torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Counterpoise.Workflows.QuantizationAware;

/// <summary>
/// A network of constants made trainable again, which computes as its int8 form will: weights and values are rounded to their codes in
/// the forward pass, and the gradient passes the rounding by. Batch norms are folded into the convolutions before them, as a
/// <see cref="LayerGraph"/> has them, so their statistics stand still. A <see cref="Learning.Training.Trainer"/> trains it under any
/// objective; <see cref="ToGraph"/> gives the layers back.
/// </summary>
/// <remarks>
/// Weights and biases of convolutions and linear layers are trained; normalisation stays. References: Jacob et al., CVPR 2018,
/// arXiv:1712.05877; Krishnamoorthi, arXiv:1806.08342.
/// </remarks>
public sealed class QuantizationAwareNetwork : EmbeddingClassifier
{
    private readonly LayerGraph _graph;
    private readonly IReadOnlyList<AffineQuantization?>? _quantizations;
    private readonly Dictionary<int, (Parameter Weights, Parameter Bias)> _trained = [];
    private readonly int _head;

    /// <summary>Makes a network of layers and the ranges of their values, or without any rounding.</summary>
    /// <param name="graph">The layers, from an input to logits; a softmax at the end is left out of the training.</param>
    /// <param name="ranges">The range of every value, as <see cref="PostTrainingQuantizer"/> takes them from calibration rows;
    /// null computes the layers as they are.</param>
    /// <exception cref="ArgumentException">The last layer that computes is not a linear one, a layer has no int8 form, or there are not as
    /// many ranges as values.</exception>
    public QuantizationAwareNetwork(LayerGraph graph, IReadOnlyList<ValueRange>? ranges)
    {
        ArgumentNullException.ThrowIfNull(graph);
        (_graph, _quantizations) = (graph, ranges is null ? null : ValueQuantizations.Of(graph, ranges));
        _head = graph.Layers[^1] is SoftmaxLayer ? graph.Layers.Count - 2 : graph.Layers.Count - 1;
        if (_head < 0 || graph.Layers[_head] is not DenseLayer)
            throw new ArgumentException("the network does not end with a linear layer of logits", nameof(graph));
        for (var i = 0; i <= _head; i++)
        {
            switch (graph.Layers[i])
            {
                case ConvolutionLayer c:
                    using (var stored = torch.tensor(c.Weights, [c.Bias.Length, c.Window.Height, c.Window.Width,
                        c.Weights.Length / c.Bias.Length / c.Window.Area]))
                    using (var turned = stored.permute(0, 3, 1, 2))
                        Add(i, turned.contiguous(), c.Bias);
                    break;
                case DenseLayer d:
                    Add(i, torch.tensor(d.Weights, [d.Bias.Length, d.Weights.Length / d.Bias.Length]), d.Bias);
                    break;
                case SoftmaxLayer or ShiftLayer:
                    throw new ArgumentException($"layer {i} ({graph.Layers[i].GetType().Name}) has no int8 form that is trained",
                        nameof(graph));
                default:
                    break;
            }
        }
    }

    /// <inheritdoc/>
    public override int ClassCount => _graph.Output.Length;

    /// <inheritdoc/>
    public override int EmbeddingSize => _graph.Shapes[_graph.Layers[_head].Inputs[0]].Length;

    /// <inheritdoc/>
    public override string Architecture => FormattableString.Invariant($"{_graph.Layers.Count} layers in int8, {ClassCount} classes");

    /// <inheritdoc/>
    public override bool IsBackbone(string parameterName)
    {
        ArgumentNullException.ThrowIfNull(parameterName);
        return !parameterName.StartsWith(Name(_head), StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public override void FreezeStatistics()
    {
        // There are none: batch norms are folded.
    }

    /// <summary>Computes embedding and logits as the int8 form will.</summary>
    /// <param name="input">[N, channels, rows, columns], or [N, features] where the graph reads one row and one column; it stays the
    /// caller's.</param>
    /// <returns>[N, D] and [N, C].</returns>
    /// <exception cref="ArgumentException">The input is of another shape.</exception>
    public override (Tensor Embedding, Tensor Logits) forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var scope = torch.NewDisposeScope();
        var shape = _graph.Input;
        var rows = input.shape.Length == 2 && shape is { Height: 1, Width: 1 } ? input.reshape(input.shape[0], input.shape[1], 1, 1)
            : input;
        if (rows.shape.Length != 4 || rows.shape[1] != shape.Channels || rows.shape[2] != shape.Height || rows.shape[3] != shape.Width)
        {
            throw new ArgumentException($"found an input of [{string.Join(", ", input.shape)}]; expected "
                + $"[N, {shape.Channels}, {shape.Height}, {shape.Width}]", nameof(input));
        }

        var values = new Tensor[_head + 2];
        values[0] = Coded(0, rows);
        for (var i = 0; i <= _head; i++)
        {
            values[i + 1] = Coded(i + 1, Run(i, values));
        }

        var embedding = values[_graph.Layers[_head].Inputs[0]].flatten(1);
        return (scope.Keep(embedding), scope.Keep(values[_head + 1].flatten(1)));
    }

    /// <summary>The layers with the weights as they are now, unrounded, to be quantized or written.</summary>
    public LayerGraph ToGraph()
    {
        using var scope = torch.NewDisposeScope();
        return new(_graph.Input, [.. _graph.Layers.Select((layer, i) => layer switch
        {
            ConvolutionLayer c => c with
            {
                Weights = _trained[i].Weights.permute(0, 2, 3, 1).ToArray<float>(), Bias = _trained[i].Bias.ToArray<float>(),
            },
            DenseLayer d => d with { Weights = _trained[i].Weights.ToArray<float>(), Bias = _trained[i].Bias.ToArray<float>() },
            _ => layer,
        })]);
    }

    private static string Name(int layer) => FormattableString.Invariant($"layer{layer}_");

    private static Tensor Channels(float[] numbers, Tensor like) =>
        torch.tensor(numbers, [1, numbers.Length, 1, 1], device: like.device);

    private void Add(int layer, Tensor weights, float[] bias)
    {
        _trained[layer] = (new Parameter(weights), new Parameter(torch.tensor(bias)));
        register_parameter(Name(layer) + "weight", _trained[layer].Weights);
        register_parameter(Name(layer) + "bias", _trained[layer].Bias);
    }

    private Tensor Weights(int layer) =>
        _quantizations is null ? _trained[layer].Weights : FakeQuantization.Weights(_trained[layer].Weights);

    private Tensor Coded(int value, Tensor numbers) =>
        _quantizations?[value] is { } quantization ? FakeQuantization.Value(numbers, quantization) : numbers;

    private Tensor Run(int place, Tensor[] values) => _graph.Layers[place] switch
    {
        ConvolutionLayer c => Convolution(c, place, values[c.Input]),
        DenseLayer d => torch.nn.functional.linear(values[d.Input].flatten(1),
            Weights(place), _trained[place].Bias).unsqueeze(-1).unsqueeze(-1),
        ActivationLayer a => Activation(a.Activation, values[a.Input]),
        AdditionLayer a => values[a.First].add(values[a.Second]),
        GateLayer g => values[g.Map].mul(values[g.Gate]),
        PoolLayer p => Pool(p, values[p.Input]),
        ScaleLayer s => values[s.Input].mul(Channels(s.Scale, values[s.Input])).add(Channels(s.Shift, values[s.Input])),
        var other => throw new ArgumentException($"{other.GetType().Name} has no int8 form"),
    };

    private Tensor Convolution(ConvolutionLayer c, int place, Tensor x)
    {
        var w = c.Window;
        // Padding of this engine is symmetric; what is more below or to the right is added first.
        var padded = w.Top == c.Bottom && w.Left == c.Right ? x : torch.nn.functional.pad(x, [w.Left, c.Right, w.Top, c.Bottom]);
        var (top, left) = ReferenceEquals(padded, x) ? (w.Top, w.Left) : (0, 0);
        return torch.nn.functional.conv2d(padded, Weights(place), _trained[place].Bias, strides: [w.StrideRows, w.StrideColumns],
            padding: [top, left], dilation: [w.DilationRows, w.DilationColumns], groups: c.Groups);
    }

    private static Tensor Pool(PoolLayer p, Tensor x)
    {
        var w = p.Window;
        if (p.IsMean && w.Height == x.shape[2] && w.Width == x.shape[3] && (w.Top, w.Left) == (0, 0)) return x.mean([2, 3], keepdim: true);
        if (w.Top != p.Bottom || w.Left != p.Right)
        {
            // What is padded counts in neither: the least of all numbers for the greatest, left out of the mean's count.
            if (p.IsMean) throw new ArgumentException("a mean whose padding differs between sides is not trained");
            x = torch.nn.functional.pad(x, [w.Left, p.Right, w.Top, p.Bottom], PaddingModes.Constant, double.NegativeInfinity);
            w = w with { Top = 0, Left = 0 };
        }

        return p.IsMean
            ? torch.nn.functional.avg_pool2d(x, [w.Height, w.Width], [w.StrideRows, w.StrideColumns], [w.Top, w.Left],
                count_include_pad: false)
            : torch.nn.functional.max_pool2d(x, [w.Height, w.Width], [w.StrideRows, w.StrideColumns], [w.Top, w.Left]);
    }

    private static Tensor Activation(LayerActivation activation, Tensor x) => activation switch
    {
        LayerActivation.Relu => x.relu(),
        LayerActivation.Relu6 => x.relu6(),
        LayerActivation.HardSwish => torch.nn.functional.hardswish(x),
        LayerActivation.HardSigmoid => torch.nn.functional.hardsigmoid(x),
        LayerActivation.Swish => torch.nn.functional.silu(x),
        LayerActivation.Sigmoid => x.sigmoid(),
        LayerActivation.Tanh => x.tanh(),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "expected an activation of a graph"),
    };
}
