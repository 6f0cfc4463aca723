using Counterpoise.ClassifierForms;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Mixtures;

/// <summary>
/// The gate: features of all experts, each normalised by itself, to one logit for each expert: Linear, GELU, dropout, Linear.
/// </summary>
public sealed class GateNetwork : nn.Module<Tensor, Tensor>
{
    private readonly LayerNorm[] _norms;
    private readonly Sequential _layers;

    /// <summary>Creates the gate without values.</summary>
    /// <param name="widths">Features of each expert, K of them.</param>
    /// <param name="hidden">Units of the hidden layer.</param>
    /// <param name="dropout">Share of hidden units that are zeroed in training.</param>
    public GateNetwork(IReadOnlyList<int> widths, int hidden, double dropout) : base(nameof(GateNetwork))
    {
        ArgumentNullException.ThrowIfNull(widths);
        Widths = [.. widths];
        _norms = [.. widths.Select(width => new LayerNorm([width]))];
        foreach (var (k, norm) in _norms.Index())
        {
            this.AddChild(FormattableString.Invariant($"norm{k}"), norm);
        }

        _layers = this.AddChild("gate", new Sequential(
            new Linear(widths.Sum(), hidden), Activations.Gelu(), new Dropout(dropout),
            new Linear(hidden, widths.Count, weightInitializer: Initializer.Zeros, biasInitializer: Initializer.Zeros)));
    }

    /// <summary>Features of each expert.</summary>
    public IReadOnlyList<int> Widths { get; }

    /// <summary>Features normalised expert by expert, [N, Σ widths].</summary>
    /// <param name="input">The experts' features side by side, [N, Σ widths].</param>
    public Tensor Normalize(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        long start = 0;
        var parts = new List<Tensor>();
        foreach (var (width, norm) in Widths.Zip(_norms))
        {
            parts.Add(norm.Forward(input.Narrow(1, start, width)));
            start += width;
        }

        return scope.Keep(torch.cat(parts, 1));
    }

    /// <summary>Features side by side, [N, Σ widths], to gate logits [N, K]; all 0 before training, which mixes evenly.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        return scope.Keep(_layers.Forward(Normalize(input)));
    }

    /// <summary>The gate as constants, for exporters.</summary>
    public GateForm Describe() => new(
        [.. _norms.Select(n => new RowNormalization(Numbers(n.get_parameter("weight")!), Numbers(n.get_parameter("bias")!), n.Epsilon))],
        Describe((Linear)_layers[0]), Describe((Linear)_layers[3]));

    internal static LinearMap Describe(Linear layer) => new(layer.Inputs, Numbers(layer.Weight), Numbers(layer.Bias!));

    private static float[] Numbers(Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        return tensor.Detach().to_type(ScalarType.Float32).contiguous().ToArray<float>();
    }

    /// <summary>Children are named by hand: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}
