namespace Counterpoise.Experiments;

/// <summary>
/// What becomes of a fold whose rows a resampler refuses, such as SMOTE on a class of one row or ADASYN without a borderline.
/// </summary>
public enum RefusalPolicy
{
    /// <summary>
    /// The cell has no metrics; means, ranks and tests leave out the data set, for every method (a method that completes no data set
    /// leaves them itself).
    /// </summary>
    LeaveOut,

    /// <summary>The rows are learned from as they are, as a practitioner would; the cell's notes say so.</summary>
    KeepRows,
}
