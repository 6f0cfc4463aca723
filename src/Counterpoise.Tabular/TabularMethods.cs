using Counterpoise.Methods;
using Counterpoise.Tabular.Gan;

namespace Counterpoise.Tabular;

/// <summary>The resampler of this package by the name that is typed.</summary>
public static class TabularMethods
{
    /// <summary>The conditional generator, <c>ctgan</c>.</summary>
    public static DataMethod Gan { get; } = new DataMethod("ctgan", "conditional GAN",
        "Draws rows of each rare class from a generator that was trained against a discriminator; too small classes get SMOTE.",
        new ConditionalGanOptions(), o => new ConditionalGan((ConditionalGanOptions)o)) with { Columns = AcceptedColumns.Complete };

    /// <summary>Makes <c>ctgan</c> a word of the vocabulary of methods; a second call does nothing.</summary>
    public static void Register() => DataMethods.Register(Gan);
}
