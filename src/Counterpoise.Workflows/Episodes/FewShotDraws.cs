using Counterpoise.Workflows.Systems;

namespace Counterpoise.Workflows.Episodes;

/// <summary>What all draws of supports of one data set have given.</summary>
/// <param name="Scores">Those of every method under every draw.</param>
/// <param name="System">The method that is judged.</param>
/// <param name="Notes">What to know of the data, in sentences.</param>
internal sealed record FewShotDraws(IReadOnlyList<ArmScore> Scores, string System, IReadOnlyList<string> Notes);
