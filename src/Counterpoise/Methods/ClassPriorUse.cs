namespace Counterpoise.Methods;

/// <summary>By which class priors the probabilities of a classifier go, which decides whether they can be corrected to others.</summary>
public enum ClassPriorUse
{
    /// <summary>By those of the rows that it learns from, with their weights.</summary>
    Rows,

    /// <summary>By equal ones: it learns from as many rows of each class.</summary>
    Balanced,

    /// <summary>By none: its numbers order rows, and are no probabilities.</summary>
    None,
}
