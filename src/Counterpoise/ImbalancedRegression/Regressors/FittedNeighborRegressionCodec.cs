using Counterpoise.SavedModels;

namespace Counterpoise.ImbalancedRegression;

/// <summary>Neighbours in a file: <c>rows</c> [n, d], <c>targets</c> and <c>weights</c> [n], <c>k</c>.</summary>
internal sealed class FittedNeighborRegressionCodec() : RegressorCodec<FittedNeighborRegression>("nearest_neighbors")
{
    public override IFittedRegressor Read(PartReader part)
    {
        var rows = part.Matrix("rows");
        var weights = part.FiniteNumbers("weights", rows.Rows);
        return rows.Rows == 0 || weights.Any(w => w < 0)
            ? throw part.Fault("there is no row, or 'weights' holds a number below 0")
            : new FittedNeighborRegression(rows, part.FiniteNumbers("targets", rows.Rows), weights, part.Integer("k", 1, rows.Rows));
    }

    protected override void Write(FittedNeighborRegression fitted, PartWriter part)
    {
        part.Integer("k", fitted.K);
        part.Matrix("rows", fitted.Rows);
        part.Numbers("targets", fitted.Targets);
        part.Numbers("weights", fitted.Weights);
    }
}
