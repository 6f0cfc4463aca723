namespace Counterpoise.Vision.Scenarios;

/// <summary>How the classes of a test or validation split are distributed.</summary>
public enum PartShape
{
    /// <summary>Equally many images of every class.</summary>
    Balanced,

    /// <summary>The shares of the training split.</summary>
    AsTraining,
}
