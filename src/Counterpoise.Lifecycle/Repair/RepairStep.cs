namespace Counterpoise.Lifecycle.Repair;

/// <summary>The rungs of the repair ladder, from the cheapest.</summary>
public enum RepairStep
{
    /// <summary>Another decision on the same probabilities.</summary>
    Threshold,

    /// <summary>The same pipeline, fitted to the reference and the recent rows.</summary>
    Refit,

    /// <summary>Another pipeline, searched on both.</summary>
    Search,

    /// <summary>A person decides: nothing that was tried is shown to help enough.</summary>
    Human,
}
