using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Hyperspectral;

/// <summary>
/// A class for each pixel of a patch: multi-scale convolutions, the pixels as tokens row by row through two Mamba blocks of opposite
/// directions, layer norm and a linear layer, plus tanh(α) times a global head of the mean token. α starts at 0, so that the network begins
/// as the classical one, and the head's own weights get no gradient in the first step.
/// </summary>
/// <remarks>
/// Reference: Khan, Atoofian and Ahmed, arXiv:2606.17222, and their public notebook. O(N·H·W·(width² + width·states)). Batch norm in train
/// mode needs more than one value a channel.
/// </remarks>
public sealed class HyperspectralNetwork : nn.Module<Tensor, Tensor>
{
    private const int Wires = 4;
    private readonly MultiScaleCnn _cnn;
    private readonly MambaBlock? _forward, _backward;
    private readonly LayerNorm _norm;
    private readonly Linear _head;
    private readonly Sequential? _global;

    /// <summary>Creates the network without values.</summary>
    /// <param name="options">Its shape.</param>
    /// <exception cref="ArgumentException">Options are out of range.</exception>
    public HyperspectralNetwork(HyperspectralOptions options) : base(nameof(HyperspectralNetwork))
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
        _cnn = this.AddChild("cnn", new MultiScaleCnn(options));
        _forward = options.Scan == TokenScan.None ? null : this.AddChild("forward_scan", new MambaBlock(options.Width, options.States));
        _backward = options.Scan != TokenScan.Bidirectional ? null
            : this.AddChild("backward_scan", new MambaBlock(options.Width, options.States));
        _norm = this.AddChild("norm", new LayerNorm([options.Width]));
        _head = this.AddChild("head", new Linear(options.Width, options.Classes));
        if (options.Head != GlobalHead.None)
        {
            _global = this.AddChild("global", Head(options));
            this.RegisterParameter("alpha", [1], Initializer.Zeros);
        }
    }

    /// <summary>Its shape.</summary>
    public HyperspectralOptions Options { get; }

    /// <summary>
    /// Parameters of the global head with α; 0 without one. With 64 channels and 30 classes the circuit's has 419, the tanh control's 431.
    /// </summary>
    public long HeadParameterCount => _global is null ? 0 : _global.ParameterCount + 1;

    /// <summary>[N, bands, H, W] to logits [N, classes, H, W].</summary>
    /// <exception cref="ArgumentException">The patches have another number of bands, or a value that is not finite.</exception>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank != 4 || input.Size(1) != Options.Bands)
        {
            throw new ArgumentException($"found patches {input.ShapeText}; expected [N, {Options.Bands}, H, W]", nameof(input));
        }

        using var scope = torch.NewDisposeScope();
        if (!input.isfinite().all().ToBoolean())
        {
            throw new ArgumentException("a pixel's value is not finite: fill or leave out such patches first", nameof(input));
        }

        var (height, width) = (input.Size(2), input.Size(3));
        var tokens = Scan(_cnn.Forward(input).flatten(2).transpose(1, 2).contiguous());
        var logits = _head.Forward(_norm.Forward(tokens));
        if (_global is not null)
        {
            logits = logits + (get_parameter("alpha")!.tanh() * _global.Forward(tokens.mean([1]))).unsqueeze(1);
        }

        return scope.Keep(logits.transpose(1, 2).reshape(input.Size(0), Options.Classes, height, width));
    }

    /// <summary>Tokens [N, L, width] through the blocks.</summary>
    internal Tensor Scan(Tensor tokens)
    {
        using var scope = torch.NewDisposeScope();
        if (_forward is null)
        {
            return tokens;
        }

        var output = _forward.Forward(tokens);
        return scope.Keep(_backward is null ? output : output + _backward.Forward(tokens.flip(1)).flip(1));
    }

    private static Sequential Head(HyperspectralOptions options)
    {
        Linear In() => new(options.Width, Wires);
        Linear Out() => new(Wires, options.Classes);
        return options.Head switch
        {
            GlobalHead.Quantum => new(In(), Activations.Tanh(), new QuantumLayer(Wires), Out()),
            GlobalHead.Tanh => new(In(), Activations.Tanh(), new Linear(Wires, Wires), Activations.Tanh(), Out()),
            GlobalHead.Identity => new(In(), Activations.Tanh(), Out()),
            _ => new(new Linear(options.Width, options.Classes)),
        };
    }

    /// <summary>Children are named by hand: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}
