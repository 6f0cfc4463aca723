namespace Counterpoise.Splits;

/// <summary>What a split does when a part would hold no row of a class.</summary>
public enum MissingClassPolicy
{
    /// <summary>Throw, naming the class and the remedy.</summary>
    Throw,

    /// <summary>Go on and say so in <see cref="Split.Warnings"/>.</summary>
    Warn,
}
