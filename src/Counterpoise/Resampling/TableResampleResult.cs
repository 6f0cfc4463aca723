using Counterpoise.Tables;

namespace Counterpoise.Resampling;

/// <summary>A resampled table.</summary>
/// <param name="Table">The rows. Originals keep their ids; added rows have negative ids, the ids of the rows they were made from as their
/// parents, and the weight, group and time of their seed.</param>
/// <param name="Result">Where each row comes from; its row numbers are places in the table that was given.</param>
public sealed record TableResampleResult(Table Table, ResampleResult Result);
