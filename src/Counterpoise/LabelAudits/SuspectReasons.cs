namespace Counterpoise.LabelAudits;

/// <summary>Why a row's label is doubted; several may hold.</summary>
[Flags]
public enum SuspectReasons
{
    /// <summary>Nothing but its rank.</summary>
    None = 0,

    /// <summary>It stays as hard as rows that were mislabelled on purpose: S is at the threshold or above.</summary>
    AsHardAsProbes = 1,

    /// <summary>A model that has not seen it is confident of another class.</summary>
    ConfidentOfOther = 2,

    /// <summary>Its mean margin is as low as that of rows given a class that does not exist.</summary>
    LowMargin = 4,

    /// <summary>Its loss belongs sooner to the component of large losses of its class.</summary>
    LargeLoss = 8,

    /// <summary>Most of its nearest rows are of other classes.</summary>
    AmongOthers = 16,
}
