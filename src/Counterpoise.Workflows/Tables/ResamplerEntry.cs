using Counterpoise.Resampling;

namespace Counterpoise.Workflows.Tables;

/// <summary>A resampler as the command line knows it.</summary>
/// <param name="Name">What is typed.</param>
/// <param name="Label">What people read.</param>
/// <param name="Description">What it does, in a sentence.</param>
/// <param name="Create">Makes it.</param>
/// <param name="DefaultK">Its default neighbours within a class, which a small class cannot give; null where it needs none.</param>
/// <param name="Names">Which tables it takes as they are, by their columns of names.</param>
/// <param name="HasK">Whether it asks for a number of neighbours at all.</param>
/// <param name="TakesGaps">Whether it can measure distances over the columns that both rows have.</param>
internal sealed record ResamplerEntry(string Name, string Label, string Description, Func<ResamplerSettings, IResampler> Create, int? DefaultK = null, NameColumns Names = NameColumns.None, bool HasK = true, bool TakesGaps = false);
