namespace Counterpoise.Resampling;

/// <summary>Which partners Borderline-SMOTE interpolates with.</summary>
public enum BorderlineKind
{
    /// <summary>Rows of the seed's own class only.</summary>
    Borderline1,

    /// <summary>A Beta(10, 10) share with rows of the own class, the rest at most half way to rows of other classes.</summary>
    Borderline2,
}
