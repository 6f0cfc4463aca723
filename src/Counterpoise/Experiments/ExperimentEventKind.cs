namespace Counterpoise.Experiments;

/// <summary>What happened while an experiment ran.</summary>
public enum ExperimentEventKind
{
    /// <summary>A cell was there already, or another process computed it.</summary>
    Found,

    /// <summary>A cell was computed.</summary>
    Computed,

    /// <summary>Nothing is left to do here: the cells that are not there are being computed by other processes.</summary>
    Waiting,
}
