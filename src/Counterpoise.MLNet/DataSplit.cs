using Microsoft.ML;

namespace Counterpoise.MLNet;

/// <summary>Parts of a data view.</summary>
/// <param name="Training">Rows to learn from.</param>
/// <param name="Test">Rows to judge on.</param>
/// <param name="Validation">Rows to choose thresholds and options on; null where none were asked for.</param>
public sealed record DataSplit(IDataView Training, IDataView Test, IDataView? Validation = null);
