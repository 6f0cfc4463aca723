using System.Globalization;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tabular.RgNet;

/// <summary>
/// A network that maps a row through ever further scales, h_0 = x, h_{l+1} = φ(BN(W_l h_l + b_l)), and scores the concatenation of all
/// of them: logits = head([h_0; h_1; …; h_L]).
/// </summary>
/// <remarks>
/// [N, d_0] to [N, 1] for two classes (the score of class 1), else [N, C]. With widths that shrink it is RGNet (Nikulchev and Ilin,
/// arXiv:2606.18326); with widths that do not it is a perceptron with skip connections to the head, RGNet's control. Since h_0 goes
/// straight to the head, logistic regression is a special case. O(N Σ d_l d_{l+1}). A batch of one row in train mode is normalised with
/// the running statistics, for it has none of its own.
/// </remarks>
public sealed class ScaleNetwork : nn.Module<Tensor, Tensor>
{
    private readonly Linear[] _maps;
    private readonly BatchNorm1d[] _norms;
    private readonly Linear? _hidden;
    private readonly Linear _head;
    private readonly Dropout _dropout;

    /// <summary>Creates the network; give it its initial values with <see cref="Initialize"/>, or load a state.</summary>
    /// <param name="shape">Widths, classes and what lies between the scales.</param>
    /// <exception cref="ArgumentException">The shape is out of range.</exception>
    public ScaleNetwork(ScaleShape shape) : base(nameof(ScaleNetwork))
    {
        ArgumentNullException.ThrowIfNull(shape);
        shape.Validate();
        Shape = shape;
        var steps = Enumerable.Range(0, shape.Widths.Length - 1);
        _maps = [.. steps.Select(l => this.AddChild(Name("scale", l),
            new Linear(shape.Widths[l], shape.Widths[l + 1], shape is { HasBatchNorm: false, HasBias: true })))];
        _norms = shape.HasBatchNorm ? [.. steps.Select(l => this.AddChild(Name("norm", l), new BatchNorm1d(shape.Widths[l + 1])))] : [];
        _dropout = this.AddChild("dropout", new Dropout(shape.Dropout));
        _hidden = shape.HeadUnits > 0 ? this.AddChild("hidden", new Linear(shape.Features, shape.HeadUnits)) : null;
        _head = this.AddChild("head", new Linear(shape.HeadUnits > 0 ? shape.HeadUnits : shape.Features, shape.Outputs));
        if (shape.Coarsening is Coarsening.FixedAverages or Coarsening.FixedRandom)
        {
            foreach (var map in _maps)
            {
                map.RequireGrad(false);
            }
        }
    }

    /// <summary>Widths, classes and what lies between the scales.</summary>
    public ScaleShape Shape { get; }

    /// <summary>The linear maps between the scales, for those who set their weights.</summary>
    public IReadOnlyList<Linear> Maps => _maps;

    /// <summary>The layer that makes the scores.</summary>
    public Linear Head => _head;

    /// <summary>Gives every parameter its first value; they depend on the seed and the shape alone.</summary>
    /// <param name="seed">The seed.</param>
    /// <returns>This network.</returns>
    public ScaleNetwork Initialize(ulong seed)
    {
        ModuleExtensions.Initialize(this, seed);
        if (Shape.Coarsening is Coarsening.FromAverages or Coarsening.FixedAverages)
        {
            using var scope = torch.NewDisposeScope();
            using var guard = torch.no_grad();
            foreach (var map in _maps)
            {
                map.Weight.CopyFrom(Tensor.FromArray(BlockMeans(map.Inputs, map.Outputs), map.Outputs, map.Inputs));
                map.Bias?.ZeroInPlace();
            }
        }

        return this;
    }

    /// <summary>The representations of rows at every scale.</summary>
    /// <param name="input">[N, d_0].</param>
    /// <returns>h_0 to h_L, each [N, d_l]; the first is the input itself.</returns>
    public Tensor[] Flow(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank != 2 || input.Size(1) != Shape.Widths[0])
        {
            throw new ArgumentException($"found {input.ShapeText}; expected [N, {Shape.Widths[0]}]", nameof(input));
        }

        var scales = new Tensor[Shape.Widths.Length];
        scales[0] = input;
        for (var l = 0; l < _maps.Length; l++)
        {
            scales[l + 1] = Activate(Normalize(l, _maps[l].forward(scales[l])));
        }

        return scales;
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        var all = _dropout.forward(torch.cat(Flow(input), 1));
        return scope.Keep(_head.forward(_hidden is null ? all : Activate(_hidden.forward(all))));
    }

    /// <summary>Children are named by hand: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }

    /// <summary>
    /// Row-major [outputs, inputs]: output i is the mean of inputs ⌊i·n/m⌋ up to ⌊(i+1)·n/m⌋, so that each input counts once.
    /// </summary>
    private static float[] BlockMeans(int inputs, int outputs)
    {
        var weights = new float[inputs * outputs];
        for (var i = 0; i < outputs; i++)
        {
            int start = i * inputs / outputs, end = Math.Max((i + 1) * inputs / outputs, start + 1);
            weights.AsSpan((i * inputs) + start, end - start).Fill(1f / (end - start));
        }

        return weights;
    }

    private Tensor Normalize(int step, Tensor values)
    {
        if (_norms.Length == 0)
        {
            return values;
        }

        var norm = _norms[step];
        if (!training || values.Size(0) > 1)
        {
            return norm.forward(values);
        }

        norm.eval();
        var result = norm.forward(values);
        norm.train();
        return result;
    }

    private Tensor Activate(Tensor values) => Shape.Activation switch
    {
        ScaleActivation.Tanh => values.Tanh(),
        ScaleActivation.Gelu => values.Gelu(),
        _ => values,
    };

    private static string Name(string part, int step) => string.Create(CultureInfo.InvariantCulture, $"{part}{step + 1}");
}
