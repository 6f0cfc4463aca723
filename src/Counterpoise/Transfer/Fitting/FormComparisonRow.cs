using Counterpoise.Transfer.Curves;

namespace Counterpoise.Transfer.Fitting;

/// <summary>One form's fit of the records that all forms were fitted to.</summary>
/// <param name="Form">The form.</param>
/// <param name="Fit">Its maximum likelihood fit.</param>
/// <param name="LeaveOneOut">Mean −ln likelihood of a record's structure under the fit to the other records, without binomial constant; NaN
/// where a fit is refused.</param>
public sealed record FormComparisonRow(FragilityForm Form, FragilityFit Fit, double LeaveOneOut);
