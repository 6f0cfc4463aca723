using Counterpoise.SavedModels;

namespace Counterpoise.ImbalancedRegression;

/// <summary>A line in a file: <c>mean</c>, <c>centre</c> and <c>coefficients</c> [d].</summary>
internal sealed class FittedRidgeCodec() : RegressorCodec<FittedRidge>("ridge")
{
    public override IFittedRegressor Read(PartReader part)
    {
        var centre = part.FiniteNumbers("centre");
        return new FittedRidge(part.Number("mean"), centre, part.FiniteNumbers("coefficients", centre.Length));
    }

    protected override void Write(FittedRidge fitted, PartWriter part)
    {
        part.Number("mean", fitted.Mean);
        part.Numbers("centre", fitted.Centre);
        part.Numbers("coefficients", fitted.Coefficients);
    }
}
