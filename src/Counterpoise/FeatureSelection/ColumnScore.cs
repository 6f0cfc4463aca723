namespace Counterpoise.FeatureSelection;

/// <summary>What a column is worth by information gain and principal components.</summary>
/// <param name="Column">Its place among the columns.</param>
/// <param name="InformationGain">H(y) − H(y | column) in bits.</param>
/// <param name="GainRatio">Information gain over the column's own entropy; 0 for a constant.</param>
/// <param name="ComponentWeight">Σ over components of explained share times |loading|.</param>
/// <param name="Score">Weighted mean of both, each brought to 0…1 over the columns.</param>
/// <param name="IsKept">Whether it is selected.</param>
/// <param name="MayNameRows">Whether more than nine tenths of its values occur once only, as in a number of the row, whose information gain
/// says nothing.</param>
public sealed record ColumnScore(int Column, double InformationGain, double GainRatio, double ComponentWeight, double Score, bool IsKept,
    bool MayNameRows);
