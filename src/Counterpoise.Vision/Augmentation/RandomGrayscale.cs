using Counterpoise.Options;
using Counterpoise.Randomness;

namespace Counterpoise.Vision.Augmentation;

/// <summary>Takes the colour away.</summary>
public sealed record RandomGrayscale : IAugmentation
{
    /// <summary>Probability, 0 to 1; default .2 as in supervised contrastive learning.</summary>
    public double Probability { get; init; } = .2;

    /// <inheritdoc/>
    public void Validate() => new OptionsCheck(nameof(RandomGrayscale)).Probability(Probability, nameof(Probability)).ThrowIfAny();

    /// <inheritdoc/>
    public void Apply(AugmentationFrame frame, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(random);
        if (random.Happens(Probability))
        {
            Tone.Grayscale(frame.Image);
        }
    }
}
