namespace Counterpoise.Vision.Backbones;

/// <summary>What can be chosen of a <see cref="MobileNetV3"/>.</summary>
public sealed record MobileNetV3Options
{
    /// <summary>How many classes the logits have, 1 or more. Default 1000: ImageNet.</summary>
    public int Classes { get; init; } = 1000;

    /// <summary>The share of the paper's channels, above 0. Default 1.</summary>
    public double WidthMultiplier { get; init; } = 1;

    /// <summary>The share of the embedding that is zeroed in training, in [0, 1]. Default 0.2, the paper's.</summary>
    public double Dropout { get; init; } = 0.2;

    /// <summary>
    /// How fast running statistics follow the batches, in (0, 1]. Default 0.01, the paper's, which needs some hundred steps; 0.1 suits a
    /// short training from scratch, which would otherwise be evaluated with statistics of its first steps.
    /// </summary>
    public double BatchNormMomentum { get; init; } = 0.01;

    /// <summary>Checks every property.</summary>
    /// <exception cref="ArgumentException">One or more are out of range; the message lists them all.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (Classes < 1)
        {
            faults.Add(FormattableString.Invariant($"Classes is {Classes}, at least 1 was expected"));
        }

        if (!(WidthMultiplier > 0 && double.IsFinite(WidthMultiplier)))
        {
            faults.Add(FormattableString.Invariant($"WidthMultiplier is {WidthMultiplier}, a number above 0 was expected"));
        }

        if (Dropout is not (>= 0 and <= 1))
        {
            faults.Add(FormattableString.Invariant($"Dropout is {Dropout}, a number in [0, 1] was expected"));
        }

        if (BatchNormMomentum is not (> 0 and <= 1))
        {
            faults.Add(FormattableString.Invariant($"BatchNormMomentum is {BatchNormMomentum}, a number in (0, 1] was expected"));
        }

        if (faults.Count > 0)
        {
            throw new ArgumentException($"{nameof(MobileNetV3Options)}: {string.Join("; ", faults)}");
        }
    }
}
