namespace Counterpoise.Resampling;

/// <summary>The rows of QC-SMOTE and its record of each that it added.</summary>
/// <param name="Result">The rows, originals first.</param>
/// <param name="Added">The record of each added row, in the result's order.</param>
/// <param name="Classes">What was found about each class that grew.</param>
public sealed record QcSmoteResult(ResampleResult Result, IReadOnlyList<QcSmoteRow> Added, IReadOnlyList<QcSmoteClass> Classes);
