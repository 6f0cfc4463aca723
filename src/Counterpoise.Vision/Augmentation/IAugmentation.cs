using Counterpoise.Randomness;

namespace Counterpoise.Vision.Augmentation;

/// <summary>One step of an augmentation. An instance holds options only, so that all threads can share it.</summary>
public interface IAugmentation
{
    /// <summary>Checks the options.</summary>
    /// <exception cref="Options.InvalidOptionsException">One or more values are out of range; the message lists all of them.</exception>
    void Validate();

    /// <summary>Changes the image. Everything random must come from <paramref name="random"/>.</summary>
    /// <param name="frame">The image and scratch memory.</param>
    /// <param name="random">The stream of this sample, epoch and view.</param>
    void Apply(AugmentationFrame frame, IRandomSource random);
}
