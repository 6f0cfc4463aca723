namespace Counterpoise.Resampling;

/// <summary>Options of <see cref="SmoteTomek"/>.</summary>
public sealed record SmoteTomekOptions
{
    /// <summary>The over-sampling; default <see cref="Resampling.Smote"/> as it is.</summary>
    public SmoteOptions Smote { get; init; } = new();

    /// <summary>The cleaning; by default all classes may lose rows.</summary>
    public TomekLinksOptions Cleaning { get; init; } = new() { Strategy = SamplingStrategy.All };

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value lies outside its range.</exception>
    public void Validate()
    {
        Smote.Validate();
        Cleaning.Neighbors.Validate();
    }
}
