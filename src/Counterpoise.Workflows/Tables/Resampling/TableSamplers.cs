using System.Runtime.CompilerServices;
using Counterpoise.Tabular;

namespace Counterpoise.Workflows.Tables;

/// <summary>
/// The samplers of tables by the names that are typed: those of the core, and the generator of <see cref="Counterpoise.Tabular"/>.
/// </summary>
public static class TableSamplers
{
    /// <summary>Makes them known. It happens by itself before anything of this package is used.</summary>
    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255",
        Justification = "names must be known before the first is read, whoever reads it")]
    public static void Register() => TabularMethods.Register();
}
