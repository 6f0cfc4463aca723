using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Backbones;

/// <summary>Convolution, batch norm and activation under the flat names that torchvision's ResNets give them.</summary>
internal static class ConvolutionUnits
{
    /// <summary>Adds a convolution as <c>convN</c> and its batch norm as <c>bnN</c> to a module.</summary>
    /// <param name="module">The module that owns both.</param>
    /// <param name="number">N.</param>
    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="kernel">Taps along each axis, odd; padded by half of them on both sides.</param>
    /// <param name="stride">Positions between neighbouring outputs.</param>
    /// <param name="activation">What follows the batch norm.</param>
    /// <param name="batchNorm">How the batch norm estimates.</param>
    /// <returns>The unit, which runs both; it is no child of the module itself.</returns>
    public static ConvBatchNormActivation AddUnit(
        this nn.Module module, int number, int inputs, int outputs, int kernel, int stride, Activation activation,
            BatchNormOptions batchNorm)
    {
        var unit = new ConvBatchNormActivation(inputs, outputs, kernel, activation, stride, batchNorm: batchNorm);
        module.AddChild(FormattableString.Invariant($"conv{number}"), unit.Convolution);
        module.AddChild(FormattableString.Invariant($"bn{number}"), unit.BatchNorm);
        return unit;
    }
}
