namespace Counterpoise.ClassifierForms;

/// <summary>A form that sees (x − mean) / scale.</summary>
/// <param name="Inner">The form.</param>
/// <param name="Means">[d].</param>
/// <param name="Scales">[d], above 0.</param>
public sealed record ScaledForm(ClassifierForm Inner, double[] Means, double[] Scales) : ClassifierForm(Inner.ClassCount, Inner.Columns);
