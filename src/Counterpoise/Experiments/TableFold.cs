using Counterpoise.Tables;

namespace Counterpoise.Experiments;

/// <summary>One split of a data set.</summary>
/// <param name="Fold">The fold, from 0.</param>
/// <param name="Training">Training rows with labels.</param>
/// <param name="Test">Test rows with the same columns and classes, and with row ids that no training row has.</param>
public sealed record TableFold(int Fold, Table Training, Table Test);
