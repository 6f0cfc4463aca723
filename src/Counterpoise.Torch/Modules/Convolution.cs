namespace Counterpoise.Torch.Modules;

/// <summary>What convolutions of one, two and three axes share.</summary>
public abstract class Convolution : nn.Module<Tensor, Tensor>
{
    private const int SafeMultiple = 8;
    private readonly int _axes;
    private readonly long[] _stride;
    private readonly long[] _padding;
    private readonly long[] _dilation;

    private protected Convolution(int axes, int inputChannels, int outputChannels, int kernel, ConvolutionOptions? options,
        Initializer? initializer) : base(nameof(Convolution))
    {
        Options = options ?? new ConvolutionOptions();
        Options.Validate(inputChannels, outputChannels, kernel);
        (InputChannels, OutputChannels, Kernel, _axes) = (inputChannels, outputChannels, kernel, axes);
        long[] taps = [.. Enumerable.Repeat((long)kernel, axes)];
        var perGroup = inputChannels / Options.Groups;
        var fanIn = taps.Aggregate((long)perGroup, (product, k) => product * k);
        this.RegisterParameter("weight", [outputChannels, perGroup, .. taps], initializer ?? Initializer.FanIn(fanIn));
        if (Options.Bias)
        {
            this.RegisterParameter("bias", [outputChannels], initializer is null ? Initializer.FanIn(fanIn) : Initializer.Zeros);
        }

        _stride = [.. Enumerable.Repeat((long)Options.Stride, axes)];
        _padding = [.. Enumerable.Repeat((long)Options.Padding, axes)];
        _dilation = [.. Enumerable.Repeat((long)Options.Dilation, axes)];
    }

    /// <summary>Channels in.</summary>
    public int InputChannels { get; }

    /// <summary>Channels out.</summary>
    public int OutputChannels { get; }

    /// <summary>Taps along each axis.</summary>
    public int Kernel { get; }

    /// <summary>How the kernel moves.</summary>
    public ConvolutionOptions Options { get; }

    /// <summary>The kernel, [output channels, input channels / groups, taps...].</summary>
    public Tensor Weight => get_parameter("weight")!;

    /// <summary>The bias, [output channels]; null without one.</summary>
    public Tensor? Bias => Options.Bias ? get_parameter("bias")! : null;

    private int Reach => Options.Dilation * (Kernel - 1);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return TryKernel(input, () => Stock(input)) ?? Stock(input);
    }

    private protected abstract Tensor Convolve(Tensor input, Tensor weight, Tensor? bias, long[] stride, long[] padding, long[] dilation);

    /// <summary>The convolution by a kernel of our own, where one takes it and gains from it.</summary>
    private protected virtual Tensor? TryKernel(Tensor input, Func<Tensor> stock) => null;

    private Tensor Stock(Tensor input)
    {
        var (padded, padding) = Options.SamePadding ? PadSame(input) : (input, _padding);
        var (inputs, outputs) = MissingChannels(input);
        if (inputs == 0 && outputs == 0)
        {
            return Convolve(padded, Weight, Bias, _stride, padding, _dilation);
        }

        // Pads are listed from the last axis backwards.
        var taps = new long[2 * _axes];
        var weight = torch.nn.functional.pad(Weight, [.. taps, 0, inputs, 0, outputs]);
        var bias = Bias is { } own ? torch.nn.functional.pad(own, [0, outputs]) : null;
        var all = inputs == 0 ? padded : torch.nn.functional.pad(padded, [.. taps, 0, inputs]);
        var result = Convolve(all, weight, bias, _stride, padding, _dilation);
        return outputs == 0 ? result : result.narrow(1, 0, OutputChannels).clone();
    }

    /// <summary>
    /// Channels that libtorch 2.10 lacks for a safe convolution on the CPU: where output channels, or more than 8 input channels, are no
    /// multiple of 8, oneDNN reads memory that nobody wrote, and NaN that lies there comes out in the gradient of the input or in the
    /// output itself.
    /// </summary>
    private (long Inputs, long Outputs) MissingChannels(Tensor input)
    {
        return Options.Groups > 1 || input.device_type != DeviceType.CPU || input.dtype == ScalarType.Float64 ? (0, 0)
            : (InputChannels < SafeMultiple ? 0 : Missing(InputChannels), Missing(OutputChannels));

        static int Missing(int channels) => (SafeMultiple - (channels % SafeMultiple)) % SafeMultiple;
    }

    /// <summary>Equal zeros on both sides are left to the convolution itself; only a remainder costs a padded copy.</summary>
    private (Tensor Input, long[] Padding) PadSame(Tensor input)
    {
        var before = new long[_axes];
        var pads = new long[2 * _axes];
        var symmetric = true;
        for (var axis = 0; axis < _axes; axis++)
        {
            var n = input.Size(axis - _axes);
            var outputs = (n + Options.Stride - 1) / Options.Stride;
            var total = Math.Max(((outputs - 1) * Options.Stride) + Reach + 1 - n, 0);
            before[axis] = total / 2;
            symmetric &= total % 2 == 0;

            // Pads are listed from the last axis backwards.
            pads[2 * (_axes - 1 - axis)] = total / 2;
            pads[(2 * (_axes - 1 - axis)) + 1] = total - (total / 2);
        }

        return symmetric ? (input, before) : (torch.nn.functional.pad(input, pads), new long[_axes]);
    }
}
