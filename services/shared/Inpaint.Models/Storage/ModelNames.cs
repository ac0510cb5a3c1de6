using System.Text.RegularExpressions;

namespace Inpaint.Models;

/// <summary>The rule for models' names, which are also folders' names: lower-case letters, digits and single dashes.</summary>
public static partial class ModelNames
{
    /// <summary>Longest name.</summary>
    public const int MaxLength = 64;

    /// <summary>Whether a name keeps the rule.</summary>
    public static bool IsValid(string name) => name.Length is > 0 and <= MaxLength && Rule().IsMatch(name);

    /// <summary>Refuses names that break the rule, before they become part of a path.</summary>
    /// <exception cref="ModelException">The name breaks the rule.</exception>
    public static void ThrowUnlessValid(string name)
    {
        if (!IsValid(name))
            throw new ModelException(ModelErrorKind.NotFound, "a model's name is of lower-case letters, digits and single dashes");
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex Rule();
}
