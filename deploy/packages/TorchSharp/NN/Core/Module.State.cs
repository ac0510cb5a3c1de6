using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>All parameters and persistent buffers by their dotted names. The tensors are the module's own, not copies.</summary>
            /// <param name="destination">Where to add them; a new dictionary if null.</param>
            /// <param name="prefix">Put before every name, with a dot.</param>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                foreach ((string name, Parameter parameter) in named_parameters(false))
                    destination.TryAdd(Qualified(prefix, name), parameter);
                foreach ((string name, Tensor buffer) in named_buffers(false, include_nonpersistent: false))
                    destination.TryAdd(Qualified(prefix, name), buffer);
                foreach ((string name, Module module) in named_children())
                    module.state_dict(destination, Qualified(prefix, name));
                return destination;
            }

            /// <summary>Copies tensors by name into this module's parameters and buffers.</summary>
            /// <param name="source">The tensors; on any device, of any element type that converts.</param>
            /// <param name="strict">Whether names that are missing or too many are an error, raised before anything is copied.</param>
            /// <param name="skip">Names to leave alone.</param>
            /// <returns>The names that the source lacks, and those that it has too many.</returns>
            /// <exception cref="InvalidOperationException">The names differ, and <paramref name="strict"/> is set.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                Dictionary<string, Tensor> destination = state_dict();
                HashSet<string> skipped = [.. skip ?? []];
                List<string> unexpected = [.. source.Keys.Where(key => !skipped.Contains(key) && !destination.ContainsKey(key))];
                List<string> missing = [.. destination.Keys.Where(key => !skipped.Contains(key) && !source.ContainsKey(key))];
                if (strict && (missing.Count > 0 || unexpected.Count > 0))
                {
                    throw new InvalidOperationException(
                        $"The state dictionary does not fit the module. Missing: {string.Join(", ", missing)}. Unexpected: {string.Join(", ", unexpected)}.");
                }

                using IDisposable _ = no_grad();
                foreach ((string key, Tensor tensor) in source)
                {
                    if (!skipped.Contains(key) && destination.TryGetValue(key, out Tensor? target))
                        target.copy_(tensor);
                }

                return (missing, unexpected);
            }

            private static string Qualified(string? prefix, string name) => string.IsNullOrEmpty(prefix) ? name : $"{prefix}.{name}";
        }
    }
}
