using Counterpoise.Deploy.Int8;

namespace Counterpoise.Workflows.QuantizationAware;

/// <summary>
/// Numbers as the int8 codes next to them give them back, with a gradient that passes as if nothing had been rounded, and stops where a
/// number is clipped. Jacob et al., CVPR 2018, section 3.
/// </summary>
internal static class FakeQuantization
{
    private const double LeastCode = -128, GreatestCode = 127, SmallestScale = 1e-30;

    /// <summary>A value of the network, by the scale of its whole tensor.</summary>
    public static Tensor Value(Tensor value, AffineQuantization quantization)
    {
        using var scope = torch.NewDisposeScope();
        var scale = quantization.Scale;
        var inside = value.clamp(scale * (LeastCode - quantization.ZeroPoint), scale * (GreatestCode - quantization.ZeroPoint));
        return Rounded(inside, inside.div(scale).round().mul(scale)).MoveToOuterDisposeScope();
    }

    /// <summary>Weights, by a scale for each output channel, the first dimension: its greatest magnitude / 127.</summary>
    public static Tensor Weights(Tensor weights)
    {
        using var scope = torch.NewDisposeScope();
        var (outputs, rest) = (weights.shape[0], Enumerable.Repeat(1L, weights.shape.Length - 1));
        using var still = weights.detach();
        var greatest = still.abs().reshape(outputs, -1).amax([1]).reshape([outputs, .. rest]);
        // A channel of zeros has any scale.
        var scale = greatest.div(GreatestCode).clamp_min(SmallestScale);
        return Rounded(weights, still.div(scale).round().mul(scale)).MoveToOuterDisposeScope();
    }

    /// <summary>The rounded numbers, with the gradient of the others.</summary>
    private static Tensor Rounded(Tensor numbers, Tensor rounded) => numbers.add(rounded.sub(numbers).detach());
}
