import { type Db, hasRole } from '../store/index.ts'

/** Who oversees an office: its supervisors; where it has none, the administrators, who can invite one and learn nothing else. */
export async function overseerOf(db: Db, officeId: string): Promise<{ role: 'supervisor' | 'administrator'; office_id: string | null }> {
  return (await hasRole(db, officeId, 'supervisor'))
    ? { role: 'supervisor', office_id: officeId }
    : { role: 'administrator', office_id: null }
}
