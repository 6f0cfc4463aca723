namespace Counterpoise.Workflows.Streams;

/// <summary>How a learner did in one window of a stream.</summary>
/// <param name="Number">The window, from 1; the first one is learned from and not judged.</param>
/// <param name="Start">Its first row, from 0.</param>
/// <param name="Counts">Rows of each class, [C].</param>
/// <param name="Recalls">Recall of each class, [C]; null where the window has no row of it.</param>
public sealed record StreamWindow(int Number, int Start, IReadOnlyList<int> Counts, IReadOnlyList<double?> Recalls);
