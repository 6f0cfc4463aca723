namespace Counterpoise.Torch.Modules;

/// <summary>y = x Wᵀ + b along the last axis: [..., inputs] to [..., outputs].</summary>
public sealed class Linear : nn.Module<Tensor, Tensor>
{
    /// <summary>Creates the layer with PyTorch's initial values, U(±1 / sqrt(inputs)).</summary>
    /// <param name="inputs">Features in, 1 or more.</param>
    /// <param name="outputs">Features out, 1 or more.</param>
    /// <param name="bias">Whether b is learnt; otherwise there is none.</param>
    /// <param name="weightInitializer">The weight's initial values, if not PyTorch's.</param>
    /// <param name="biasInitializer">The bias's initial values, if not PyTorch's.</param>
    public Linear(int inputs, int outputs, bool bias = true, Initializer? weightInitializer = null, Initializer? biasInitializer = null)
        : base(nameof(Linear))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        (Inputs, Outputs, HasBias) = (inputs, outputs, bias);
        this.RegisterParameter("weight", [outputs, inputs], weightInitializer ?? Initializer.FanIn(inputs));
        if (bias)
        {
            this.RegisterParameter("bias", [outputs], biasInitializer ?? Initializer.FanIn(inputs));
        }
    }

    /// <summary>Features in.</summary>
    public int Inputs { get; }

    /// <summary>Features out.</summary>
    public int Outputs { get; }

    /// <summary>Whether b is learnt.</summary>
    public bool HasBias { get; }

    /// <summary>W, [outputs, inputs].</summary>
    public Tensor Weight => get_parameter("weight")!;

    /// <summary>b, [outputs]; null without one.</summary>
    public Tensor? Bias => HasBias ? get_parameter("bias")! : null;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);

        // On the CPU bfloat16 matrices cost libtorch more time than they save: see docs/results.
        if (input.Type == ScalarType.Float32 && input.device_type == DeviceType.CPU && Autocast.IsEnabled())
        {
            using var exact = Autocast.Begin(enabled: false);
            return Functional.Linear(input, Weight, Bias);
        }

        return Functional.Linear(input, Weight, Bias);
    }
}
