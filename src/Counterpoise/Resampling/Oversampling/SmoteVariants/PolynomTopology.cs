namespace Counterpoise.Resampling;

/// <summary>Which rows of a class polynom-fit-SMOTE joins by lines.</summary>
public enum PolynomTopology
{
    /// <summary>Each row with the mean of the class.</summary>
    Star,

    /// <summary>Each row with the one before it in the data.</summary>
    Bus,

    /// <summary>Every row with every other.</summary>
    Mesh,
}
