namespace Counterpoise.LabelAudits;

/// <summary>What an audit says of the class as a whole.</summary>
public enum LabelNoiseVerdict
{
    /// <summary>Rows as hard as probes are more frequent than harder rows of a clean class would be.</summary>
    Evidence,

    /// <summary>Nothing tells the hard rows from those of a clean class; single labels may still be wrong.</summary>
    NoEvidence,

    /// <summary>Probes cannot be told from the class itself, so hardness says nothing of labels.</summary>
    NotSeparable,

    /// <summary>The other classes have fewer than four rows, too few for probes.</summary>
    TooFewRows,
}
