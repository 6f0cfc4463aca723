using System.Globalization;
using Counterpoise.Options;

namespace Counterpoise.Vision.Backbones;

/// <summary>
/// What can be chosen of an <see cref="EfficientNet"/>; dropout and stochastic depth are 0.2 by default, as in the paper.
/// </summary>
/// <remarks>
/// The five halvings are those of the stem and of the second, third, fourth and sixth stage; the first ones are left out first.
/// </remarks>
public sealed record EfficientNetOptions : BackboneOptions
{
    /// <summary>Creates the defaults.</summary>
    public EfficientNetOptions() => Dropout = 0.2;

    /// <summary>
    /// The probability that the last residual branch is left out of a training step, in [0, 1); earlier ones in proportion to their place.
    /// Default 0.2.
    /// </summary>
    public double StochasticDepth { get; init; } = 0.2;

    /// <inheritdoc/>
    protected override void CheckOwn(OptionsCheck check) =>
        check.Require(StochasticDepth is >= 0 and < 1, string.Create(CultureInfo.InvariantCulture,
            $"StochasticDepth is {StochasticDepth}, a number in [0, 1) was expected"));
}
