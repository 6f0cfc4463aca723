using Counterpoise.Torch.Kernels;

namespace Counterpoise.Torch.Modules;

/// <summary>
/// A convolution without bias, batch norm and an activation: the block of which torchvision's networks are made. Its
/// children are <c>0</c> (convolution) and <c>1</c> (batch norm), as in torchvision's <c>Conv2dNormActivation</c>.
/// </summary>
public sealed class ConvBatchNormActivation : nn.Module<Tensor, Tensor>
{
    /// <summary>Creates the block; the convolution starts from Kaiming's normal form over its fan out.</summary>
    /// <param name="inputChannels">Channels in, 1 or more.</param>
    /// <param name="outputChannels">Channels out, 1 or more.</param>
    /// <param name="kernel">Taps along each axis, odd.</param>
    /// <param name="activation">What follows the batch norm.</param>
    /// <param name="stride">Positions between neighbouring outputs.</param>
    /// <param name="groups">Groups of channels; as many as channels for a depthwise block.</param>
    /// <param name="samePadding">TensorFlow's padding instead of (kernel - 1) / 2 on both sides.</param>
    /// <param name="batchNorm">How the batch norm estimates; the defaults where null.</param>
    public ConvBatchNormActivation(
        int inputChannels,
        int outputChannels,
        int kernel,
        Activation activation,
        int stride = 1,
        int groups = 1,
        bool samePadding = false,
        BatchNormOptions? batchNorm = null) : base(nameof(ConvBatchNormActivation))
    {
        var options = new ConvolutionOptions
        {
            Stride = stride,
            Padding = samePadding ? 0 : (kernel - 1) / 2,
            SamePadding = samePadding,
            Groups = groups,
            Bias = false,
        };

        // PyTorch's fan out is taken from the weight's shape alone and so ignores groups.
        var fanOut = (long)outputChannels * kernel * kernel;
        Convolution = this.AddChild("0", new Conv2d(inputChannels, outputChannels, kernel, options, Initializer.KaimingNormal(fanOut)));
        BatchNorm = this.AddChild("1", new BatchNorm2d(outputChannels, batchNorm));
        Activation = activation;
    }

    /// <summary>The convolution.</summary>
    public Conv2d Convolution { get; }

    /// <summary>The batch norm.</summary>
    public BatchNorm2d BatchNorm { get; }

    /// <summary>What follows the batch norm.</summary>
    public Activation Activation { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var scope = torch.NewDisposeScope();
        return scope.Keep(TryFused(input) ?? TryFrozen(input) ?? BatchNorm.Forward(Convolution.Forward(input), Activation));
    }

    /// <summary>In train mode the CPU's kernels work in single precision, inside a region of mixed precision too.</summary>
    private Tensor? TryFused(Tensor input)
    {
        if (!BatchNorm.IsFixedShare || Convolution.Bias is not null || !BatchNormActivation.IsForKernels(input))
        {
            return null;
        }

        using var exact = Autocast.Begin(enabled: false);
        var wide = input.Float();
        if (IsProduct(wide, out var patches))
        {
            BatchNorm.CountBatch();
            return FusedConvolution.Apply(wide, Convolution.Weight, BatchNorm.State,
                BatchNormActivation.KernelOf(Activation, ScalarType.Float32), patches);
        }

        return BatchNorm.Forward(Convolution.Forward(wide), Activation);
    }

    /// <summary>
    /// In eval mode without gradients batch norm and activation are one pass, or none of their own after a 1×1 convolution.
    /// </summary>
    private Tensor? TryFrozen(Tensor input)
    {
        if (!BatchNorm.IsFrozen || Convolution.Bias is not null || !BatchNormActivation.IsForKernels(input))
        {
            return null;
        }

        using var exact = Autocast.Begin(enabled: false);
        var wide = input.Float();
        var kernel = BatchNormActivation.KernelOf(Activation, ScalarType.Float32);
        if (IsProduct(wide, out var patches))
        {
            return Inference.Convolution(wide, Convolution.Weight, BatchNorm.State, kernel, patches);
        }

        var output = Convolution.Forward(wide);
        if (!FusedBatchNorm.Takes(output, BatchNorm.State))
        {
            return BatchNorm.Forward(output, Activation);
        }

        Inference.NormaliseInPlace(output, BatchNorm.State, kernel);
        return output;
    }

    /// <summary>Whether a kernel takes the convolution as a product of rows.</summary>
    /// <param name="input">[N, I, H, W], float32.</param>
    /// <param name="patches">How rows are gathered; null where they lie as they are, with 1×1 taps.</param>
    private bool IsProduct(Tensor input, out Patches? patches)
    {
        patches = null;
        if (Convolution is { Kernel: 1, Options: { Stride: 1, Padding: 0, Groups: 1 } }
            && FusedConvolution.Takes(input, Convolution.Weight, BatchNorm.State))
        {
            return true;
        }

        patches = Convolution.AsPatches(input);
        return patches is { Pays: true } && FusedConvolution.Takes(input, Convolution.Weight, BatchNorm.State, patches);
    }

    /// <summary>Children are named by hand, as in PyTorch's state dict: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}
