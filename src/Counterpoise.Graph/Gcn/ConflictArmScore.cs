using Counterpoise.Graph.Generators;

namespace Counterpoise.Graph.Gcn;

/// <summary>How one arm did on windows of unseen networks.</summary>
/// <param name="Arm">The arm.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Direct">F1 of direct conflicts.</param>
/// <param name="Indirect">F1 of indirect ones.</param>
/// <param name="Implicit">F1 of implicit ones.</param>
/// <param name="FourClasses">Mean F1 of none, direct, indirect and implicit, one to a window by priority: see
/// <see cref="ConflictPriority"/>.</param>
/// <param name="TopCause">Share of windows with a conflict whose likeliest cause is one; NaN for an arm that names none.</param>
public sealed record ConflictArmScore(string Arm, ulong Seed, double Direct, double Indirect, double Implicit, double FourClasses,
    double TopCause)
{
    /// <summary>Mean of the three F1.</summary>
    public double Macro => (Direct + Indirect + Implicit) / 3;
}
