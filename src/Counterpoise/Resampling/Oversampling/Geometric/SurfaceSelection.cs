namespace Counterpoise.Resampling;

/// <summary>Which row sets the radius of Geometric SMOTE's sphere.</summary>
public enum SurfaceSelection
{
    /// <summary>The nearer of a drawn neighbour of the own class and the nearest row of another class.</summary>
    Combined,

    /// <summary>A drawn neighbour of the own class.</summary>
    Minority,

    /// <summary>The nearest row of another class.</summary>
    Majority,
}
