using Counterpoise.Metrics;
using Counterpoise.TableModels;

namespace Counterpoise.Workflows.Streams;

/// <summary>A model that was trained on a stream.</summary>
/// <param name="Model">Its file, which is a model of tables.</param>
/// <param name="Card">What it is.</param>
/// <param name="Judged">The measures of the rows that were judged, each before it was learned from.</param>
/// <param name="Windows">The windows in their order.</param>
public sealed record StreamTrainingResult(string Model, TableModelCard Card, Evaluation Judged, IReadOnlyList<StreamWindow> Windows);
